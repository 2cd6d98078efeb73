package org.stringless.collector.store;

/** The store could not do what it was asked. */
public final class StoreException extends RuntimeException {
    private final boolean ofTheRecord;

    /**
     * With the cause.
     *
     * @param ofTheRecord the record is at fault: it will never be accepted. Otherwise the store is, and may be well again later
     */
    public StoreException(String message, boolean ofTheRecord, Throwable cause) {
        super(message, cause);
        this.ofTheRecord = ofTheRecord;
    }

    /** Whether the record is at fault. */
    public boolean ofTheRecord() {
        return ofTheRecord;
    }
}
