package org.stringless.model.schedule;

/**
 * How many runs of a group start in each second of its period.
 *
 * @param begin second at which the first period begins
 * @param together whether all starts of a second are at the same instant, not somewhere within it
 */
@SuppressWarnings("ArrayRecordComponent") // a working value that is neither compared nor shown
record Starts(Group group, int begin, int[] counts, boolean together) {
    int period() {
        return counts.length;
    }

    /** Thousandths of a second that one run keeps a service; whole seconds where runs start at the same instant. */
    long need(Service service) {
        long millis = group.need(service).toMillis();
        return together ? (millis + 999) / 1000 * 1000 : millis;
    }
}
