//! How large the streams of a file are once they are unpacked, measured before anybody unpacks them.
//!
//! The interpreter unpacks a stream into memory whatever its size; a file of a megabyte can hold one of
//! a gigabyte. So every stream is unpacked here first, into nothing, and counted. What is packed twice is
//! measured twice. *Limits*: LZW and locked streams are not measured.

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;

use crate::import::{ImportError, ImportOptions, readable_size};

/// The largest stream, the largest picture, and all streams but pictures together. A picture is only
/// unpacked to be drawn, and nothing is drawn here; but the word for it is easily written.
const MOST: usize = 24 * MIB;
const MOST_PICTURE: usize = 512 * MIB;
const MOST_TOGETHER: usize = 384 * MIB;

const MIB: usize = 1024 * 1024;

/// How far before its data the dictionary of a stream is looked at.
const DICTIONARY: usize = 512;

/// How much is unpacked at once.
const BUFFER: usize = 16 * 1024;

/// Streams that are shorter cannot swell to anything that matters, unless packed twice: the most that
/// this packing gains is 1,032 to one.
const HARMLESS: usize = 1024;

/// Refuses a file with a stream that is too large when unpacked.
///
/// # Errors
///
/// When there is one.
pub(super) fn refuse_swelling(
    bytes: &[u8],
    options: &ImportOptions<'_>,
) -> Result<(), ImportError> {
    let (mut together, mut unpacker) = (0, Unpacker::new());
    for at in memmem::find_iter(bytes, b"stream") {
        if options.is_cancelled() {
            return Err(ImportError::Cancelled);
        }
        let (before, rest) = bytes.split_at(at);
        if before.ends_with(b"end") {
            continue;
        }
        let data = rest.get(b"stream".len()..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let dictionary = dictionary(before);
        let (most, is_picture) = match memmem::find(dictionary, b"/Image") {
            Some(_) => (MOST_PICTURE, true),
            None => (MOST, false),
        };
        let size = unpacker.size(data, dictionary, most);
        together += if is_picture { 0 } else { size };
        if size > most || together > MOST_TOGETHER {
            let most = readable_size(if size > most { most } else { MOST_TOGETHER });
            return Err(ImportError::TooLarge {
                what: "the file unpacks to more than that".to_owned(),
                most,
            });
        }
    }
    Ok(())
}

/// The last bytes before a stream, from the beginning of its object on.
fn dictionary(before: &[u8]) -> &[u8] {
    let near = &before[before.len().saturating_sub(DICTIONARY)..];
    memmem::rfind(near, b" obj").map_or(near, |at| &near[at..])
}

/// Unpacks one stream after the other.
struct Unpacker {
    inner: Decompress,
    buffer: Box<[u8]>,
}

impl Unpacker {
    fn new() -> Self {
        Self { inner: Decompress::new(true), buffer: vec![0; BUFFER].into() }
    }

    /// The size of unpacked data, or a little more than `most`; 0 for data that is packed in another way.
    fn size(&mut self, data: &[u8], dictionary: &[u8], most: usize) -> usize {
        if memmem::find(dictionary, b"/F").is_none() {
            // It stands there as it is.
            return memmem::find(data, b"endstream").unwrap_or(data.len());
        }
        let packings = memmem::find_iter(dictionary, b"/Fl").count();
        let is_short = memmem::find(data.get(..HARMLESS).unwrap_or(data), b"endstream").is_some();
        if packings == 0 || (is_short && packings == 1) {
            return 0;
        }
        if packings == 1 {
            return self.unpack(data, most, |_| {});
        }
        let mut inner = Vec::new();
        let outer = self.unpack(data, most.min(MOST), |part| inner.extend_from_slice(part));
        outer.max(self.unpack(&inner, most, |_| {}))
    }

    /// Unpacks data part by part until there is more than `most`; gives how much there was.
    fn unpack(&mut self, data: &[u8], most: usize, mut take: impl FnMut(&[u8])) -> usize {
        let has_head = matches!(data, [a, b, ..] if a & 0x0f == 8 && (usize::from(*a) * 256 + usize::from(*b)) % 31 == 0);
        let Self { inner: unpacker, buffer } = self;
        unpacker.reset(has_head);
        let (mut read, mut written) = (0, 0);
        while written <= most {
            let before = (unpacker.total_in(), unpacker.total_out());
            let rest = data.get(read..).unwrap_or_default();
            let status = unpacker.decompress(rest, buffer, FlushDecompress::None);
            let gone = |now: u64, then: u64| usize::try_from(now - then).unwrap_or_default();
            let (taken, given) =
                (gone(unpacker.total_in(), before.0), gone(unpacker.total_out(), before.1));
            take(buffer.get(..given).unwrap_or_default());
            (read, written) = (read + taken, written + given);
            if !matches!(status, Ok(Status::Ok)) || (taken, given) == (0, 0) {
                break;
            }
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).expect("writes to memory");
        encoder.finish().expect("ends")
    }

    fn refuse(file: &[u8]) -> Result<(), ImportError> {
        refuse_swelling(file, &ImportOptions::default())
    }

    fn stream(filters: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("4 0 obj << /Filter [{filters}] >>\nstream\n");
        [head.as_bytes(), data, b"\nendstream"].concat()
    }

    #[test]
    fn streams_that_swell_are_refused_before_anybody_unpacks_them() {
        let large = packed(&vec![b' '; MOST + 2]);
        assert!(refuse(&stream("/FlateDecode", &large)).is_err());
        assert!(refuse(&stream("/FlateDecode /FlateDecode", &packed(&large))).is_err());
        assert!(refuse(&stream("/FlateDecode", &packed(&vec![b' '; MOST - 2]))).is_ok());
        assert!(refuse(&stream("/DCTDecode", &large)).is_ok());
        let plain =
            [b"4 0 obj << /Length 9 >>\nstream\n", vec![b' '; MOST + 2].as_slice()].concat();
        assert!(refuse(&plain).is_err());
    }
}
