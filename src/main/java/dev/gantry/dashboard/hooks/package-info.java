/**
 * Takes what Roblox's webhooks tell. A notification is one of Roblox if its signature is right, is answered once it is kept on
 * the disk together with what it starts, and is done once however often it comes. Its payload has players' ids, so nothing
 * here writes of it but Roblox's own id of the notification. Start at {@link dev.gantry.dashboard.hooks.RobloxWebhook}.
 */
@NullMarked
package dev.gantry.dashboard.hooks;

import org.jspecify.annotations.NullMarked;
