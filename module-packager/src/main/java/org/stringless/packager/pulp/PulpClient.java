package org.stringless.packager.pulp;

import java.time.Duration;
import okhttp3.OkHttpClient;

/**
 * A Pulp server, by its resources.
 *
 * @param packages the RPM packages it has
 * @param repositories its RPM repositories
 * @param publications views of their versions
 * @param distributions where those are served
 */
public record PulpClient(
        PulpPackages packages,
        PulpRepositories repositories,
        PulpPublications publications,
        PulpDistributions distributions) {
    /**
     * Logs in.
     *
     * @param taskLimit how long one of Pulp's tasks may take
     */
    public static PulpClient open(
            PulpAddress address, PulpCredentials credentials, OkHttpClient http, Duration taskLimit) {
        PulpSession session = PulpSession.open(address, credentials, http);
        PulpTasks tasks = new PulpTasks(session, taskLimit);
        return new PulpClient(
                new PulpPackages(session),
                new PulpRepositories(session, tasks),
                new PulpPublications(session, tasks),
                new PulpDistributions(session, tasks));
    }
}
