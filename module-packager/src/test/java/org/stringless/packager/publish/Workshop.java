package org.stringless.packager.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stringless.model.module.ModuleName;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackageName;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.keys.KeyAlgorithm;
import org.stringless.packager.keys.SigningKey;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.packager.rpm.PayloadRpmBuilder;
import org.stringless.packager.rpm.RpmSigner;
import org.stringless.packager.rpm.SignedRpm;
import org.stringless.packager.tree.TreeFile;
import org.stringless.releasewire.json.ReleaseJson;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.openpgp.Keyring;
import org.stringless.releasewire.rpm.PackageVerifier;

/** Keys, and small signed packages of modules and releases in one directory. */
public final class Workshop {
    private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");
    private static final TreeDigest TREE = TreeDigest.of(List.of());

    private final Path out;
    private final SigningKeys keys;

    /** Makes both keys. */
    public Workshop(Path directory) throws IOException {
        this.out = Files.createDirectories(directory.resolve("out"));
        this.keys = new SigningKeys(directory.resolve("keys"));
        for (KeyRole role : KeyRole.values()) {
            keys.init(role, KeyAlgorithm.ED25519, "Test <" + role.code() + "@example.test>", Clock.systemUTC());
        }
    }

    /** Where the packages are. */
    public Path out() {
        return out;
    }

    /** The keys. */
    public SigningKeys keys() {
        return keys;
    }

    /** The secret key of a role. */
    public SigningKey key(KeyRole role) {
        return keys.load(role);
    }

    /** Trusts the key of a role. */
    public PackageVerifier verifier(KeyRole role) {
        return new PackageVerifier(Keyring.of(key(role).publicKey()), Clock.systemUTC());
    }

    /** A module's package; other words make other bytes. */
    public SignedRpm module(String name, String version, String words) throws IOException {
        byte[] text = words.getBytes(StandardCharsets.UTF_8);
        PackageName packageName = new PackageName("puppet-module-test-" + name, 0, version, "1");
        return sign(new PayloadRpmBuilder(packageName, BUILT)
                .tree("/usr/share/puppet/modules/" + name, List.of(TreeFile.of("words", text))));
    }

    /** A release's package. */
    public SignedRpm release(String environment, String id, List<SignedRpm> modules) throws IOException {
        List<ModulePin> pins = new ArrayList<>();
        for (SignedRpm module : modules) {
            String name = module.pin().name().name().substring("puppet-module-test-".length());
            pins.add(new ModulePin(new ModuleName("test", name), "modules/" + name, module.pin(), TREE, 1, 1));
        }
        Release release = new Release(
                new EnvironmentName(environment), new ReleaseId(id), "0".repeat(40), BUILT, "test", "", TREE, pins);
        return sign(new PayloadRpmBuilder(release.packageName(), BUILT)
                .tree(
                        "/usr/share/stringless/releases/" + environment,
                        List.of(TreeFile.of("release.json", ReleaseJson.write(release)))));
    }

    private SignedRpm sign(PayloadRpmBuilder builder) throws IOException {
        return new RpmSigner(key(KeyRole.RELEASE)).sign(builder.build(out));
    }
}
