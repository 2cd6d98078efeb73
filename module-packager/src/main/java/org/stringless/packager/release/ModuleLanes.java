package org.stringless.packager.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.ModulePin;
import org.stringless.packager.puppetfile.Declaration;
import org.stringless.packager.puppetfile.Origin;

/** All modules of a release side by side: four at a time are asked for and fetched, two at a time are packaged. */
final class ModuleLanes {
    private static final int FETCHING = 4;
    private static final int PACKAGING = 2;
    private static final int SECONDS_TO_STOP = 5;

    private final Pinning pinning;
    private final PackageCache cache;
    private final ModuleWork work;
    private final Path out;
    private final Progress progress;

    ModuleLanes(Pinning pinning, PackageCache cache, ModuleWork work, Path out, Progress progress) {
        this.pinning = pinning;
        this.cache = cache;
        this.work = work;
        this.out = out;
        this.progress = progress;
    }

    /** The modules' packages, each standing in the out directory, in the order declared; local modules have none. */
    List<BuiltRelease.Module> run(List<Declaration> declarations) throws IOException {
        List<Declaration> fetched = declarations.stream()
                .filter(module -> !(module.origin() instanceof Origin.Local))
                .toList();
        progress.begin("packaging modules", fetched.size());
        ExecutorService fetchers = lane(FETCHING, "fetches modules");
        ExecutorService packagers = lane(PACKAGING, "packages modules");
        try {
            List<CompletableFuture<BuiltRelease.Module>> modules = fetched.stream()
                    .map(module -> CompletableFuture.supplyAsync(() -> unchecked(() -> begun(module)), fetchers)
                            .thenApplyAsync(begun -> unchecked(() -> ended(begun)), packagers))
                    .toList();
            return modules.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw cause(e);
        } finally {
            stop(fetchers);
            stop(packagers);
        }
    }

    /** Either a package that is there already, or files to make one of. */
    private record Begun(PinnedModule module, Optional<ModulePin> there, Optional<ModuleWork.Fetched> fetched) {}

    private Begun begun(Declaration declaration) throws IOException {
        PinnedModule module = pinning.pin(declaration);
        Optional<ModulePin> there = cache.find(module, out);
        return new Begun(module, there, there.isPresent() ? Optional.empty() : Optional.of(work.fetch(module)));
    }

    private BuiltRelease.Module ended(Begun begun) throws IOException {
        ModulePin pin;
        if (begun.fetched().isPresent()) {
            ModuleWork.Packaged packaged = work.build(begun.fetched().get());
            pin = packaged.pin();
            cache.keep(begun.module(), pin, packaged.file(), out);
        } else {
            pin = begun.there().orElseThrow();
        }
        ModulePin placed = new ModulePin(
                pin.module(),
                begun.module().declaration().path(),
                pin.packageFile(),
                pin.tree(),
                pin.unpackedSize(),
                pin.files(),
                begun.module().source().told());
        progress.advance(1, pin.module().toString());
        return new BuiltRelease.Module(
                placed,
                out.resolve(pin.packageFile().name().fileName()),
                begun.fetched().isPresent());
    }

    private static ExecutorService lane(int width, String name) {
        return Executors.newFixedThreadPool(width, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void stop(ExecutorService lane) {
        lane.shutdownNow();
        try {
            lane.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T done() throws IOException;
    }

    private static <T> T unchecked(Work<T> work) {
        try {
            return work.done();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimeException cause(CompletionException e) throws IOException {
        if (e.getCause() instanceof UncheckedIOException unchecked) {
            throw unchecked.getCause();
        }
        return e.getCause() instanceof RuntimeException problem ? problem : e;
    }
}
