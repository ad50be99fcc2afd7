#include "daemon/dedup/fingerprint.h"

#include <algorithm>
#include <cstring>

#include "daemon/dedup/uuid.h"

namespace rawi::dedup {
namespace {

constexpr char kVersion = 1;
constexpr std::size_t kMaxText = 512;  // bytes of an id or outlet

// Little-endian, whatever the machine.
class Writer {
 public:
  template <class Int>
  void number(Int value) {
    for (std::size_t i = 0; i < sizeof(Int); ++i)
      out_ += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
  }
  void text(std::string_view value) {
    value = value.substr(0, kMaxText);
    number(static_cast<std::uint16_t>(value.size()));
    out_ += value;
  }
  // A UUID takes 16 bytes, anything else its own.
  void id(std::string_view value) {
    if (const auto uuid = parse_uuid(value)) {
      number<std::uint16_t>(kUuid);
      out_.append(reinterpret_cast<const char*>(uuid->data()), uuid->size());
    } else {
      text(value);
    }
  }
  template <class Int>
  void list(const std::vector<Int>& values) {
    number(static_cast<std::uint8_t>(std::min<std::size_t>(values.size(), UINT8_MAX)));
    for (std::size_t i = 0; i < values.size() && i < UINT8_MAX; ++i) number(values[i]);
  }
  void bytes(const void* data, std::size_t size) { out_.append(static_cast<const char*>(data), size); }
  std::string take() { return std::move(out_); }

  static constexpr std::uint16_t kUuid = 0xFFFF;

 private:
  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}

  template <class Int>
  void number(Int& value) {
    std::uint64_t raw = 0;
    if (!has(sizeof(Int))) return;
    for (std::size_t i = 0; i < sizeof(Int); ++i)
      raw |= std::uint64_t{static_cast<unsigned char>(in_[i])} << (8 * i);
    in_.remove_prefix(sizeof(Int));
    value = static_cast<Int>(raw);
  }
  void id(std::string& value) {
    std::uint16_t size = 0;
    number(size);
    if (size == Writer::kUuid) {
      Uuid uuid{};
      bytes(uuid.data(), uuid.size());
      value = format_uuid(uuid);
    } else if (has(size)) {
      value.assign(in_.substr(0, size));
      in_.remove_prefix(size);
    }
  }
  template <class Int>
  void list(std::vector<Int>& values) {
    std::uint8_t size = 0;
    number(size);
    if (!has(size * sizeof(Int))) return;
    values.resize(size);
    for (Int& value : values) number(value);
  }
  void bytes(void* data, std::size_t size) {
    if (!has(size)) return;
    std::memcpy(data, in_.data(), size);
    in_.remove_prefix(size);
  }
  [[nodiscard]] bool whole() const { return good_ && in_.empty(); }

 private:
  bool has(std::size_t size) {
    good_ = good_ && in_.size() >= size;
    return good_;
  }

  std::string_view in_;
  bool good_ = true;
};

}  // namespace

std::string Fingerprint::encode() const {
  Writer out;
  out.number(kVersion);
  out.id(article_id);
  out.id(original == article_id ? std::string_view{} : std::string_view(original));
  out.text(outlet);
  out.number(published_at);
  out.number(seen_at);
  out.number(match_hash);
  out.number(title_hash);
  out.list(paragraph_hashes);
  out.list(repeated_units);
  const Shape& shape = sketch.shape;
  out.number(shape.shingles);
  if (shape.shingles > 0) {
    out.bytes(shape.signature.data(), shape.signature.size());
    out.number(shape.title_bits);
    for (const std::uint32_t bits : shape.number_bits) out.number(bits);
  }
  out.list(sketch.keys);
  return out.take();
}

bool Fingerprint::assign(std::string_view blob) {
  Reader in(blob);
  char version = 0;
  in.number(version);
  if (version != kVersion) return false;
  in.id(article_id);
  in.id(original);
  in.id(outlet);
  in.number(published_at);
  in.number(seen_at);
  in.number(match_hash);
  in.number(title_hash);
  in.list(paragraph_hashes);
  in.list(repeated_units);
  fresh_units.clear();
  sketch.shape = Shape{};
  Shape& shape = sketch.shape;
  in.number(shape.shingles);
  if (shape.shingles > 0) {
    in.bytes(shape.signature.data(), shape.signature.size());
    in.number(shape.title_bits);
    for (std::uint32_t& bits : shape.number_bits) in.number(bits);
  }
  in.list(sketch.keys);
  if (original.empty()) original = article_id;
  return in.whole() && sketch.keys.size() <= kKeys && paragraph_hashes.size() <= kMaxParagraphs;
}

Result<Fingerprint> Fingerprint::decode(std::string_view blob) {
  Fingerprint f;
  if (!f.assign(blob)) return fail(Errc::corrupt, "fingerprint: damaged, cut short or of another version");
  return f;
}

}  // namespace rawi::dedup
