package dev.gantry.run;

import org.springframework.jdbc.support.incrementer.DataFieldMaxValueIncrementer;

/** The sequences of the state's database, whichever that is. */
@FunctionalInterface
public interface Sequences {

    /** What gives the next number of one. */
    DataFieldMaxValueIncrementer of(String name);
}
