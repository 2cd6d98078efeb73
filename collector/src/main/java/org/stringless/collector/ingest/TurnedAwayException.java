package org.stringless.collector.ingest;

/** A request that does not become a stored run. */
final class TurnedAwayException extends Exception {
    private final transient Ingested answer;

    private TurnedAwayException(Ingested answer, String why) {
        super(why);
        this.answer = answer;
    }

    /** For good. */
    static TurnedAwayException refused(int status, String why) {
        return new TurnedAwayException(new Ingested.Refused(status, why), why);
    }

    /** For now. */
    static TurnedAwayException busy(String why) {
        return new TurnedAwayException(new Ingested.Busy(why), why);
    }

    Ingested answer() {
        return answer;
    }
}
