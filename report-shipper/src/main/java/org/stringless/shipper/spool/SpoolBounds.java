package org.stringless.shipper.spool;

import java.time.Duration;

/**
 * How much a spool holds at most; whichever bound is met first.
 *
 * @param bytes of all records
 * @param files number of records
 * @param age of a record, by the start of its run
 */
public record SpoolBounds(long bytes, int files, Duration age) {
    /** 64 MiB, 512 records, seven days. */
    public static final SpoolBounds USUAL = new SpoolBounds(64L << 20, 512, Duration.ofDays(7));
}
