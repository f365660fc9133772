/**
 * Quartz on the state's database, and nothing that it need not know: it wakes {@linkplain dev.gantry.schedule.quartz.QuartzWakes a
 * job} at a moment, and hands {@linkplain dev.gantry.schedule.quartz.SpreadByQuartz what is offered} to one machine of many.
 */
@NullMarked
package dev.gantry.schedule.quartz;

import org.jspecify.annotations.NullMarked;
