package org.stringless.releasewire.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/**
 * One signature packet of version 4 over a binary document, in its strictest form: nothing behind it, nothing in the area nobody signed but
 * the issuer's name.
 */
record DetachedSignature(PGPSignature packet) {
    private static final int VERSION = 4;

    /** Reads binary or ASCII-armoured bytes. */
    static DetachedSignature parse(byte[] bytes) throws SignatureRejectedException, IOException {
        byte[] binary =
                PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes)).readAllBytes();
        BcPGPObjectFactory objects = new BcPGPObjectFactory(binary);
        if (!(objects.nextObject() instanceof PGPSignatureList list) || list.size() != 1) {
            throw new SignatureRejectedException("is not one OpenPGP signature");
        }
        PGPSignature packet = list.get(0);
        // Lengths and numbers in an odd spelling, or anything behind: rpm and we might read them differently.
        if (!Arrays.equals(packet.getEncoded(), binary)) {
            throw new SignatureRejectedException("is not in its plain form");
        }
        if (packet.getVersion() != VERSION || packet.getSignatureType() != PGPSignature.BINARY_DOCUMENT) {
            throw new SignatureRejectedException("is not one over a document");
        }
        for (SignatureSubpacket subpacket : packet.getUnhashedSubPackets().toArray()) {
            if (subpacket.getType() != SignatureSubpacketTags.ISSUER_KEY_ID
                    && subpacket.getType() != SignatureSubpacketTags.ISSUER_FINGERPRINT) {
                throw new SignatureRejectedException("has unsigned parts");
            }
        }
        return new DetachedSignature(packet);
    }

    /** Every name of the key it gives. */
    List<KeyIdentifier> issuers() {
        return packet.getKeyIdentifiers();
    }

    Instant created() {
        return packet.getCreationTime().toInstant();
    }

    /** Whether the two bytes of the digest that stand in the clear are right; only rpm asks for them. */
    boolean prefixFits(byte[] signed) throws PGPException, IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance(PGPUtil.getDigestName(packet.getHashAlgorithm()));
            digest.update(signed);
            byte[] whole = digest.digest(packet.getSignatureTrailer());
            byte[] prefix = packet.getDigestPrefix();
            return whole[0] == prefix[0] && whole[1] == prefix[1];
        } catch (NoSuchAlgorithmException e) {
            throw new PGPException("the digest is not to be had", e);
        }
    }
}
