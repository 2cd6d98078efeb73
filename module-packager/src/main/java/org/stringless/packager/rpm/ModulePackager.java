package org.stringless.packager.rpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.packager.rpm.PackageOutcome.Packaged;
import org.stringless.packager.rpm.PackageOutcome.Refused;
import org.stringless.packager.tree.ModuleTree;
import org.stringless.packager.tree.ModuleTreeReader;

/** Packages many module trees, as many at once as there are processors. A tree that cannot be packaged does not stop the others. */
public final class ModulePackager {
    private final Future<RpmSigner> signer;
    private final Progress progress;

    /** Signs all packages by this signer; trees are read while it is on its way, and nothing is written before it is there. */
    public ModulePackager(Future<RpmSigner> signer, Progress progress) {
        this.signer = signer;
        this.progress = progress;
    }

    /**
     * An outcome for each order, in their order; the packages are in {@code outDirectory}, which is made when missing. Throws what keeps the
     * signer from coming.
     */
    public List<PackageOutcome> build(List<PackageOrder> orders, Path outDirectory) throws IOException {
        progress.begin("packaging modules", orders.size());
        Map<String, Path> names = new ConcurrentHashMap<>();
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(Math.max(orders.size(), 1), Runtime.getRuntime().availableProcessors()));
        try {
            List<Future<PackageOutcome>> tasks = new ArrayList<>();
            for (PackageOrder order : orders) {
                tasks.add(workers.submit(() -> build(order, outDirectory, names)));
            }
            signer.get();
            Files.createDirectories(outDirectory);
            List<PackageOutcome> outcomes = new ArrayList<>();
            for (Future<PackageOutcome> task : tasks) {
                outcomes.add(task.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("packaging was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
            progress.end();
        }
    }

    private PackageOutcome build(PackageOrder order, Path outDirectory, Map<String, Path> names)
            throws InterruptedException, ExecutionException {
        try {
            ModuleTree tree = new ModuleTreeReader().read(order.tree());
            String release = order.release().of(tree.digest());
            String file = ModuleRpmBuilder.packageName(tree.metadata(), release).fileName();
            Path other = names.putIfAbsent(file, order.tree());
            if (other != null) {
                throw new Failure(
                        Reason.CONFLICT,
                        order.tree() + " and " + other + " would both become " + file + ".",
                        "Package one of them, or give them other versions.");
            }
            RpmSigner ready = signer.get();
            UnsignedRpm unsigned = new ModuleRpmBuilder().build(tree, release, order.buildTime(), outDirectory);
            return new Packaged(order, tree, ready.sign(unsigned));
        } catch (IOException | RuntimeException e) {
            return new Refused(order, e);
        } finally {
            progress.advance(1, String.valueOf(order.tree().getFileName()));
        }
    }
}
