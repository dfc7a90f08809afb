//! TLS to the server, and how its certificate is checked.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address::TlsMode;
use crate::store::clock::is_before_1970;
use crate::store::server::error::message;

/// Returns an error message if there are no root certificates.
pub(crate) fn connector(mode: TlsMode, root: Option<&Path>) -> Result<MakeRustlsConnect, String> {
    // Without this check, rustls panics.
    if is_before_1970() {
        return Err("the clock of this computer is set to a time before 1970".to_owned());
    }
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?;
    if mode == TlsMode::Host {
        let config = builder.with_root_certificates(roots(root)?);
        return Ok(MakeRustlsConnect::new(config.with_no_client_auth()));
    }
    let signed = if mode == TlsMode::Signed {
        let roots = Arc::new(roots(root)?);
        let verifier =
            WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&provider)).build();
        Some(verifier.map_err(|error| error.to_string())?)
    } else {
        None
    };
    let verifier = Arc::new(AnyName { signed, provider });
    let config = builder
        .dangerous()
        .with_custom_certificate_verifier(verifier);
    Ok(MakeRustlsConnect::new(config.with_no_client_auth()))
}

/// The largest file with root certificates. The one of a system has about 200 KiB.
const ROOTS_MAX: u64 = 4 << 20;

/// The root certificates in a file, or those of the system.
fn roots(file: Option<&Path>) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    let Some(file) = file else {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        return if roots.is_empty() {
            Err("this machine has no root certificates; set sslrootcert=FILE".to_owned())
        } else {
            Ok(roots)
        };
    };
    let cannot = |why: String| format!("cannot use the root certificate {}: {why}", file.display());
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|file| file.take(ROOTS_MAX).read_to_end(&mut bytes))
        .map_err(|error| cannot(message(&error)))?;
    for certificate in CertificateDer::pem_slice_iter(&bytes) {
        let certificate = certificate.map_err(|error| cannot(error.to_string()))?;
        roots
            .add(certificate)
            .map_err(|error| cannot(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(cannot("it contains no certificate".to_owned()));
    }
    Ok(roots)
}

/// Ignores the name in a certificate. `verify-ca` only checks who signed it, and `require` nothing;
/// that the server has its private key is always checked.
#[derive(Debug)]
struct AnyName {
    signed: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for AnyName {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(signed) = &self.signed else {
            return Ok(ServerCertVerified::assertion());
        };
        match signed.verify_server_cert(certificate, between, name, ocsp, now) {
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let known = &self.provider.signature_verification_algorithms;
        known.supported_schemes()
    }
}
