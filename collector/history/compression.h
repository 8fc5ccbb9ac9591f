#pragma once

#include <string>
#include <string_view>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace xunjian {

// Private to collector_history: zstd with its working memory kept from one use to the next.
class Compressor {
 public:
  Compressor();
  ~Compressor();
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  // Appended; the size of `bytes` and a checksum of them go with them.
  void Compress(std::string_view bytes, std::string& to);

 private:
  ZSTD_CCtx_s* context_;
};

class Decompressor {
 public:
  Decompressor();
  ~Decompressor();
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;

  // What Compress appended. False: it is not that, or would be longer than `limit`.
  bool Decompress(std::string_view bytes, std::size_t limit, std::string& to);

  // Whether there is a checksum that Decompress holds the bytes to; older ones have none.
  static bool IsChecked(std::string_view bytes);

 private:
  ZSTD_DCtx_s* context_;
};

}  // namespace xunjian
