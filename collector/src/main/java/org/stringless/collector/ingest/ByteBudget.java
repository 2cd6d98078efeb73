package org.stringless.collector.ingest;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that requests may hold in memory at the same time, from the first one read to the commit. Safe for several threads. */
public final class ByteBudget {
    private final long limit;
    private final AtomicLong held = new AtomicLong();

    /** A budget of so many bytes. */
    public ByteBudget(long limit) {
        this.limit = limit;
    }

    /** Bytes held now. */
    public long held() {
        return held.get();
    }

    /** The share of a new request; it holds nothing yet. */
    Share share() {
        return new Share();
    }

    /** What one request holds. For one thread at a time. */
    final class Share {
        private long mine;

        /** Holds that many more bytes, or fails when the budget has no more. */
        void take(int bytes) throws TurnedAwayException {
            if (held.addAndGet(bytes) > limit) {
                held.addAndGet(-bytes);
                throw TurnedAwayException.busy("The collector has more to do than it can hold.");
            }
            mine += bytes;
        }

        /** Gives all of it back. */
        void giveBack() {
            held.addAndGet(-mine);
            mine = 0;
        }
    }
}
