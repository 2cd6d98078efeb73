package org.stringless.packager.pulp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackageName;
import org.stringless.model.release.PackagePin;

/** The RPM packages of a Pulp server. */
public final class PulpPackages {
    private static final String PATH = "content/rpm/packages/";
    private static final String FIELDS = "fields=pulp_href,name,epoch,version,release,pkgId,size_package";
    private static final MediaType RPM = MediaType.get("application/x-rpm");
    // Pulp refuses request lines above 4094 bytes, with a page of HTML.
    private static final int QUERY_LIMIT = 3300;

    private final PulpSession session;

    PulpPackages(PulpSession session) {
        this.session = session;
    }

    /** All packages of a repository version. */
    public List<PulpPackage> of(String version) {
        return list("listing the packages of " + version, "?repository_version=" + version);
    }

    /** Those of a repository version with one of these names, in all their versions. */
    public List<PulpPackage> named(String version, Collection<String> names) {
        List<PulpPackage> found = new ArrayList<>();
        for (String some : queries(names)) {
            found.addAll(
                    list("looking for packages in " + version, "?repository_version=" + version + "&name__in=" + some));
        }
        return found;
    }

    /** Those of a repository version whose name begins so and whose version is this one. */
    public List<PulpPackage> beginning(String version, String nameStart, String packageVersion) {
        return list(
                "looking for " + nameStart + "* in " + version,
                "?repository_version=" + version + "&name__startswith=" + query(nameStart) + "&version="
                        + query(packageVersion));
    }

    /** Hrefs of the packages that Pulp has already, by the SHA-256 of their files. */
    public Map<String, String> known(Collection<String> digests) {
        Map<String, String> known = new HashMap<>();
        for (String some : queries(digests)) {
            for (PulpPackage found : list("looking for packages", "?pkgId__in=" + some)) {
                known.put(found.pin().sha256(), found.href());
            }
        }
        return known;
    }

    /**
     * Sends a file and returns the package's href. Pulp takes cut files without a word, so what it says to have is compared with what was
     * sent.
     */
    public String upload(Path file, PackagePin pin) {
        String doing = "uploading " + pin.name().fileName();
        RequestBody body = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("file", pin.name().fileName(), RequestBody.create(file.toFile(), RPM))
                .build();
        PulpAnswer answer = session.postRepeatable(doing, PATH + "upload/", body);
        if (answer.status() == 500) {
            // Once more, for the server may have stumbled; it also says 500 of a file it cannot read, and that never
            // changes.
            answer = session.postRepeatable(doing, PATH + "upload/", body);
        }
        if (answer.status() == 400 && answer.text().contains("already exists")) {
            // Another upload of the same bytes was faster.
            Optional<String> href =
                    Optional.ofNullable(known(List.of(pin.sha256())).get(pin.sha256()));
            if (href.isPresent()) {
                return href.get();
            }
        }
        JsonObject uploaded = session.json(doing, session.good(doing, answer));
        if (!uploaded.text("sha256").equals(pin.sha256()) || uploaded.integer("size_package") != pin.size()) {
            throw new Failure(
                    Reason.TARGET_REFUSED,
                    "Pulp at " + session.address() + " took other bytes than were sent of "
                            + pin.name().fileName() + ": sha256 " + uploaded.text("sha256") + " instead of "
                            + pin.sha256() + ".",
                    "Repeat the command; see that nothing writes to the file, and what stands between here and Pulp.");
        }
        return uploaded.text("pulp_href");
    }

    private List<PulpPackage> list(String doing, String query) {
        return session.list(doing, PATH + query + "&ordering=pulp_id&" + FIELDS).stream()
                .map(PulpPackages::read)
                .toList();
    }

    private static PulpPackage read(JsonObject members) {
        PackageName name = new PackageName(
                members.text("name"),
                Integer.parseInt(members.text("epoch", "0")),
                members.text("version"),
                members.text("release"));
        return new PulpPackage(
                members.text("pulp_href"),
                new PackagePin(name, members.text("pkgId"), members.integer("size_package")));
    }

    /** The values joined by commas, in as many texts as the request line's limit asks for. */
    private static List<String> queries(Collection<String> values) {
        List<String> queries = new ArrayList<>();
        StringBuilder query = new StringBuilder();
        for (String value : values) {
            String encoded = query(value);
            if (query.length() + encoded.length() > QUERY_LIMIT) {
                queries.add(query.toString());
                query.setLength(0);
            }
            query.append(query.length() == 0 ? "" : ",").append(encoded);
        }
        if (query.length() > 0) {
            queries.add(query.toString());
        }
        return queries;
    }

    private static String query(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
