package dev.gantry.writeback.sinks;

import java.util.List;

import dev.gantry.job.Kind;
import dev.gantry.writeback.act.Acting;

/** The table of this package's sinks. */
public final class WritingKinds {

    public static final List<Kind<? extends Acting>> ALL = List.of(
            UserRestrictions.KIND,
            GroupMemberships.KIND,
            GroupJoinRequests.KIND,
            OrderedDataStoreEntries.KIND,
            MemoryStoreSortedMapItems.KIND,
            MemoryStoreQueueItems.KIND,
            Messages.KIND,
            Notifications.KIND,
            Assets.KIND,
            PlaceVersions.KIND,
            Calls.KIND);

    private WritingKinds() {}
}
