#include "compression.h"

#include <zstd.h>

#include <new>

#include "proto/columns/byte_reader.h"

namespace xunjian {
namespace {

constexpr int kLevel = 1;

}  // namespace

Compressor::Compressor() : context_(ZSTD_createCCtx()) {
  if (context_ == nullptr) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1);
}
Compressor::~Compressor() { ZSTD_freeCCtx(context_); }

void Compressor::Compress(std::string_view bytes, std::string& to) {
  PutVarint(to, bytes.size());
  const std::size_t start = to.size();
  to.resize(start + ZSTD_compressBound(bytes.size()));
  const std::size_t size =
      ZSTD_compress2(context_, to.data() + start, to.size() - start, bytes.data(), bytes.size());
  if (ZSTD_isError(size)) throw std::bad_alloc();  // with room for the bound nothing else fails
  to.resize(start + size);
}

Decompressor::Decompressor() : context_(ZSTD_createDCtx()) {
  if (context_ == nullptr) throw std::bad_alloc();
}
Decompressor::~Decompressor() { ZSTD_freeDCtx(context_); }

// RFC 8878: the descriptor stands behind the magic number.
bool Decompressor::IsChecked(std::string_view bytes) {
  constexpr std::size_t kDescriptor = 4;
  constexpr int kChecksumFlag = 1 << 2;
  ByteReader from(bytes);
  from.Varint();
  const std::string_view packed = from.Bytes(from.left());
  return packed.size() > kDescriptor && (packed[kDescriptor] & kChecksumFlag) != 0;
}

bool Decompressor::Decompress(std::string_view bytes, std::size_t limit, std::string& to) {
  ByteReader from(bytes);
  const std::uint64_t size = from.Varint();
  if (!from.ok() || size > limit) return false;
  const std::string_view packed = from.Bytes(from.left());
  to.resize(size);
  return ZSTD_decompressDCtx(context_, to.data(), size, packed.data(), packed.size()) == size;
}

}  // namespace xunjian
