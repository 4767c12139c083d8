// SPDX-License-Identifier: Apache-2.0
#include "sync/county/tls_authority.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>

#include <array>
#include <memory>

namespace daohu::county {

namespace {

template <class T, void (*Free)(T*)>
struct OpensslDelete {
    void operator()(T* object) const { Free(object); }
};
void free_bio(BIO* bio) { BIO_free_all(bio); }
using Key = std::unique_ptr<EVP_PKEY, OpensslDelete<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, OpensslDelete<X509, X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, OpensslDelete<X509_EXTENSION, X509_EXTENSION_free>>;
using Bio = std::unique_ptr<BIO, OpensslDelete<BIO, free_bio>>;

constexpr const char* kFirstDay = "20000101000000Z";
constexpr const char* kNoLastDay = "99991231235959Z";  // RFC 5280, section 4.1.2.5: no well-defined end
constexpr long kVersion3 = 2;
constexpr std::size_t kMaxServerName = 64;  // of a common name

Failure failure(const char* act) {
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    ERR_clear_error();
    return fail(ErrorCode::tls_setup, std::string{act} + ": " + text.data());
}

Result<Key> make_key() {
    Key key{EVP_EC_gen("P-256")};
    if (!key) {
        return failure("making a key");
    }
    return key;
}

Result<void> add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension{X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str())};
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) {
        return failure("adding an extension");
    }
    return {};
}

Result<void> name_subject(X509* certificate, std::string_view common_name) {
    X509_NAME* name = X509_get_subject_name(certificate);
    if (X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(common_name.data()),
                                   static_cast<int>(common_name.size()), -1, 0) != 1) {
        return failure("naming a certificate");
    }
    return {};
}

// Random serial number, validity without end, the public key.
Result<Certificate> begin_certificate(EVP_PKEY* key) {
    Certificate certificate{X509_new()};
    std::array<unsigned char, 16> serial{};
    if (!certificate || RAND_bytes(serial.data(), static_cast<int>(serial.size())) != 1) {
        return failure("making a certificate");
    }
    serial[0] &= 0x7FU;  // a serial number is positive
    const std::unique_ptr<BIGNUM, OpensslDelete<BIGNUM, BN_free>> number{
        BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr)};
    if (X509_set_version(certificate.get(), kVersion3) != 1 ||
        BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) == nullptr ||
        ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate.get()), kFirstDay) != 1 ||
        ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate.get()), kNoLastDay) != 1 ||
        X509_set_pubkey(certificate.get(), key) != 1) {
        return failure("making a certificate");
    }
    return certificate;
}

Result<Bytes> der_of(X509* certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate, &der);
    if (size <= 0) {
        return failure("writing a certificate");
    }
    Bytes bytes{der, der + size};
    OPENSSL_free(der);
    return bytes;
}

Result<IssuedCertificate> finish(X509* certificate, EVP_PKEY* key, EVP_PKEY* issuer_key) {
    if (X509_sign(certificate, issuer_key, EVP_sha256()) == 0) {
        return failure("signing a certificate");
    }
    IssuedCertificate issued;
    const Bio pem{BIO_new(BIO_s_mem())};
    const Bio key_pem{BIO_new(BIO_s_secmem())};
    if (PEM_write_bio_X509(pem.get(), certificate) != 1 ||
        PEM_write_bio_PKCS8PrivateKey(key_pem.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        return failure("writing a certificate");
    }
    issued.der = TRY(der_of(certificate));
    char* text = nullptr;
    const long text_size = BIO_get_mem_data(pem.get(), &text);
    issued.pem.assign(text, static_cast<std::size_t>(text_size));
    const long key_size = BIO_get_mem_data(key_pem.get(), &text);
    issued.key_pem = TRY(SecretBytes::copy_of(as_bytes({text, static_cast<std::size_t>(key_size)})));
    return issued;
}

std::string alternative_name(std::string_view server_name) {
    const std::string name{server_name};
    std::array<unsigned char, 4> address{};
    return (inet_pton(AF_INET, name.c_str(), address.data()) == 1 ? "IP:" : "DNS:") + name;
}

}  // namespace

Result<void> check_server_name(std::string_view name) {
    constexpr std::string_view kInside = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
    const std::string_view ends = kInside.substr(0, kInside.size() - 2);
    const bool is_good = !name.empty() && name.size() <= kMaxServerName &&
                         name.find_first_not_of(kInside) == std::string_view::npos && ends.contains(name.front()) &&
                         ends.contains(name.back());
    return is_good ? Result<void>{} : fail(ErrorCode::server_name_malformed, std::string{name});
}

Result<IssuedCertificate> make_tls_authority(std::string_view common_name) {
    const Key key = TRY(make_key());
    const Certificate certificate = TRY(begin_certificate(key.get()));
    TRY(name_subject(certificate.get(), common_name));
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    TRY(add_extension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0"));
    TRY(add_extension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign"));
    TRY(add_extension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash"));
    return finish(certificate.get(), key.get(), key.get());
}

Result<IssuedCertificate> issue_server_certificate(const IssuedCertificate& authority, std::string_view server_name) {
    TRY(check_server_name(server_name));
    const ByteView authority_key = authority.key_pem.bytes();
    const Bio pem{BIO_new_mem_buf(authority.pem.data(), static_cast<int>(authority.pem.size()))};
    const Bio key_pem{BIO_new_mem_buf(authority_key.data(), static_cast<int>(authority_key.size()))};
    const Certificate issuer{PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr)};
    const Key issuer_key{PEM_read_bio_PrivateKey(key_pem.get(), nullptr, nullptr, nullptr)};
    if (!issuer || !issuer_key) {
        return failure("reading the authority");
    }
    const Key key = TRY(make_key());
    const Certificate certificate = TRY(begin_certificate(key.get()));
    TRY(name_subject(certificate.get(), server_name));
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
    TRY(add_extension(certificate.get(), issuer.get(), NID_basic_constraints, "critical,CA:FALSE"));
    TRY(add_extension(certificate.get(), issuer.get(), NID_key_usage, "critical,digitalSignature"));
    TRY(add_extension(certificate.get(), issuer.get(), NID_ext_key_usage, "serverAuth"));
    TRY(add_extension(certificate.get(), issuer.get(), NID_subject_alt_name, alternative_name(server_name)));
    TRY(add_extension(certificate.get(), issuer.get(), NID_authority_key_identifier, "keyid:always"));
    return finish(certificate.get(), key.get(), issuer_key.get());
}

Result<Bytes> certificate_der(std::string_view pem) {
    const Bio text{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    const Certificate certificate{PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr)};
    if (!certificate) {
        return failure("reading a certificate");
    }
    return der_of(certificate.get());
}

}  // namespace daohu::county
