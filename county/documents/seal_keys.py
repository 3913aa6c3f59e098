"""The county's seal keys: an authority of its own and one certificate per seal, made on first use in one folder."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from county.documents.content import County
from county.documents.issuers import Issuer

_KEY_BITS = 3072  # RSA: elliptic curves make a PDF 2.0 file (ISO/TS 32002), which is no PDF/A-2 any more
_CA_DAYS = 3650
_SEAL_DAYS = 1095


@dataclass(frozen=True)
class KeyFiles:
    """Where a key (PEM, PKCS #8, mode 0600) and its certificate (PEM) lie."""

    key: Path
    certificate: Path


class SealKeys:
    """A folder of mode 0700 with the county's authority and its seals, RSA 3072; nothing in it ever leaves the county.

    now: the real time with a zone, for the validity of certificates.
    """

    def __init__(self, folder: Path, county: County, *, now: Callable[[], datetime]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._folder = folder
        self._county = county
        self._now = now
        self._lock = threading.Lock()
        self.authority = self._files("county-ca")
        with self._lock:
            if not self.authority.certificate.exists():
                self._make_authority()

    def seal(self, issuer: Issuer) -> KeyFiles:
        """Return the key and certificate of a seal, made now if there is none yet."""
        files = self._files(issuer.key)
        with self._lock:
            if not files.certificate.exists():
                self._make_seal(issuer, files)
        return files

    def _files(self, stem: str) -> KeyFiles:
        return KeyFiles(self._folder / f"{stem}.key.pem", self._folder / f"{stem}.cert.pem")

    def _make_authority(self) -> None:
        key = rsa.generate_private_key(65537, _KEY_BITS)
        name = _name(f"{self._county.name}电子印章根证书（演示）", f"{self._county.name}人民政府")
        builder = self._certificate(name, name, key.public_key(), days=_CA_DAYS, authority=True)
        _store(self.authority, key, builder.sign(key, hashes.SHA256()))

    def _make_seal(self, issuer: Issuer, files: KeyFiles) -> None:
        authority_key = serialization.load_pem_private_key(self.authority.key.read_bytes(), password=None)
        assert isinstance(authority_key, rsa.RSAPrivateKey)
        authority = x509.load_pem_x509_certificate(self.authority.certificate.read_bytes())
        key = rsa.generate_private_key(65537, _KEY_BITS)
        name = _name(issuer.name + issuer.purpose, issuer.name, issuer.credit_code)
        builder = self._certificate(name, authority.subject, key.public_key(), days=_SEAL_DAYS, authority=False)
        signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
        builder = builder.add_extension(signer, critical=False)
        _store(files, key, builder.sign(authority_key, hashes.SHA256()))

    def _certificate(
        self, subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, *, days: int, authority: bool
    ) -> x509.CertificateBuilder:
        start = self._now() - timedelta(minutes=5)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
            .add_extension(_usage(authority), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )


def _name(common: str, organisation: str, credit_code: str = "") -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "CN"), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, common)]
    if credit_code:
        parts.append((NameOID.SERIAL_NUMBER, credit_code))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _usage(authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _store(files: KeyFiles, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
    """Write key, then certificate, each whole or not at all: a certificate on disk always has its key."""
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _write(files.key, pem)
    _write(files.certificate, certificate.public_bytes(serialization.Encoding.PEM))


def _write(path: Path, content: bytes) -> None:
    half = path.with_suffix(".new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
