package org.stringless.model.schedule;

/**
 * How many nodes the shared services can serve at once.
 *
 * @param repository nodes in service at once, 1 or more
 * @param collector nodes in service at once, 1 or more
 */
public record Capacity(int repository, int collector) {
    /** Checks that there is some. */
    public Capacity {
        if (repository < 1 || collector < 1) {
            throw new IllegalArgumentException("a capacity is 1 or more, not " + Math.min(repository, collector));
        }
    }

    /** That of one service. */
    public int of(Service service) {
        return switch (service) {
            case REPOSITORY -> repository;
            case COLLECTOR -> collector;
        };
    }
}
