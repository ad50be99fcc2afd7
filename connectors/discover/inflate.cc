#include "connectors/discover/inflate.h"

#include <zlib.h>

#include <array>
#include <memory>

namespace rawi::discover {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;

struct EndStream {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.size() > 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b'; }

Result<std::string> inflate_gzip(std::string_view bytes, std::size_t max_bytes, Notes& notes) {
  z_stream state{};
  if (inflateInit2(&state, kGzipOnly) != Z_OK) return fail(Errc::internal, "zlib could not be started");
  const std::unique_ptr<z_stream, EndStream> stream(&state);
  std::string in(bytes);  // zlib wants writable bytes
  state.next_in = reinterpret_cast<Bytef*>(in.data());
  state.avail_in = static_cast<uInt>(in.size());

  std::string out;
  std::array<char, 1 << 16> chunk{};
  while (true) {
    state.next_out = reinterpret_cast<Bytef*>(chunk.data());
    state.avail_out = static_cast<uInt>(chunk.size());
    const int status = inflate(&state, Z_NO_FLUSH);
    out.append(chunk.data(), chunk.size() - state.avail_out);
    if (out.size() > max_bytes) return fail(Errc::too_large, "gzip content is larger than the bound");
    if (status == Z_STREAM_END) {
      if (!is_gzip({reinterpret_cast<const char*>(state.next_in), state.avail_in})) break;
      inflateReset(&state);
    } else if (status != Z_OK || (state.avail_in == 0 && state.avail_out != 0)) {
      notes.add("the gzip stream is damaged or cut off");
      break;
    }
  }
  if (out.empty()) return fail(Errc::bad_input, "the gzip stream holds nothing readable");
  return out;
}

}  // namespace rawi::discover
