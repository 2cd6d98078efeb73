package org.stringless.packager.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.packager.pulp.PulpPackages;
import org.stringless.packager.rpm.SignedRpm;

/** Brings files to Pulp, several at once, and only those it has not got. */
final class PulpUploads {
    // More than the cores of a usual Pulp buys nothing.
    private static final int AT_ONCE = 4;

    private final PulpPackages packages;
    private final Progress progress;

    PulpUploads(PulpPackages packages, Progress progress) {
        this.packages = packages;
        this.progress = progress;
    }

    /** Hrefs of all these packages, in their order; the first failure ends all. */
    List<String> upload(List<SignedRpm> rpms) {
        Map<String, String> known =
                packages.known(rpms.stream().map(rpm -> rpm.pin().sha256()).toList());
        progress.begin("uploading packages", rpms.size());
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> uploads = new ArrayList<>();
            for (SignedRpm rpm : rpms) {
                uploads.add(pool.submit(one(rpm, known)));
            }
            List<String> hrefs = new ArrayList<>();
            for (Future<String> upload : uploads) {
                hrefs.add(upload.get());
            }
            return hrefs;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(
                    Reason.INTERRUPTED, "The upload was interrupted.", "Repeat the command; what arrived is kept.", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private Callable<String> one(SignedRpm rpm, Map<String, String> known) {
        return () -> {
            String there = known.get(rpm.pin().sha256());
            String href = there == null ? packages.upload(rpm.file(), rpm.pin()) : there;
            progress.advance(1, rpm.pin().name().toString());
            return href;
        };
    }
}
