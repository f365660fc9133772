package dev.gantry.emulator.user;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gantry.emulator.user.Inventories.Item;
import dev.gantry.emulator.user.Inventories.Item.Kind;
import dev.gantry.emulator.wire.Refused;

/**
 * Which items a list shows: {@code inventoryItemAssetTypes=HAT,FACE;badges=true} by kind, or {@code assetIds=1,2;badgeIds=3} by
 * id; never both.
 *
 * @param kinds kinds that are shown whole
 * @param assetTypes types of assets that are shown
 * @param ids by kind, the ones that are shown
 * @param all whether there was no filter
 */
record InventoryFilter(Set<Kind> kinds, Set<String> assetTypes, Map<Kind, Set<String>> ids, boolean all) {
    /** The types of assets that players own here. */
    static final List<String> ASSET_TYPES = List.of("HAT", "FACE", "GEAR", "MODEL", "DECAL");

    private static final Map<String, Kind> FLAGS =
            Map.of("badges", Kind.BADGE, "gamePasses", Kind.GAME_PASS, "privateServers", Kind.PRIVATE_SERVER);
    private static final Map<String, Kind> IDS = Map.of(
            "assetIds", Kind.ASSET,
            "badgeIds", Kind.BADGE,
            "gamePassIds", Kind.GAME_PASS,
            "privateServerIds", Kind.PRIVATE_SERVER);

    /**
     * Reads a filter; empty shows everything.
     *
     * @throws Refused 400 when a part is unknown or malformed, or ids and kinds are mixed
     */
    static InventoryFilter parse(String text) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Set<String> types = new HashSet<>();
        Map<Kind, Set<String>> ids = new HashMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(";", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part.strip() : part.substring(0, equals).strip();
            List<String> values = equals < 0 ? List.of() : values(part.substring(equals + 1));
            Kind flag = FLAGS.get(name);
            Kind id = IDS.get(name);
            if (name.equals("inventoryItemAssetTypes") && !values.isEmpty()) {
                types.addAll(values);
            } else if (flag != null && values.size() == 1 && isFlag(values.getFirst())) {
                if (Boolean.parseBoolean(values.getFirst())) {
                    kinds.add(flag);
                }
            } else if (id != null && !values.isEmpty()) {
                ids.computeIfAbsent(id, kind -> new HashSet<>()).addAll(values);
            } else {
                throw Refused.invalid("The filter has a part that means nothing: " + part)
                        .detailed("filter");
            }
        }
        if (!ids.isEmpty() && !(kinds.isEmpty() && types.isEmpty())) {
            throw Refused.invalid("The filter names ids and kinds of items, but may only name one of them")
                    .detailed("filter");
        }
        return new InventoryFilter(kinds, types, ids, text.isBlank());
    }

    private static boolean isFlag(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.equals("true") || lower.equals("false");
    }

    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        for (String value : text.split(",", -1)) {
            if (!value.isBlank()) {
                values.add(value.strip());
            }
        }
        return values;
    }

    boolean holds(Item item) {
        return all
                || kinds.contains(item.kind())
                || (item.kind() == Kind.ASSET && (assetTypes.contains(item.assetType()) || assetTypes.contains("*")))
                || ids.getOrDefault(item.kind(), Set.of()).contains(Long.toString(item.id()));
    }
}
