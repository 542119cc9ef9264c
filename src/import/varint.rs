//! Whole numbers in as few bytes as they need: what is kept of every word of a file is kept like this.
//!
//! Seven bits a byte, the lowest first; the highest bit of a byte says that another one follows. Numbers
//! with a sign are folded, so that small ones stay small: 0, -1, 1, -2 … become 0, 1, 2, 3 …

/// Puts a number behind the others.
pub(super) fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(low(number) | 0x80);
        number >>= 7;
    }
    bytes.push(low(number));
}

/// Puts a number with a sign behind the others.
pub(super) fn put_signed(bytes: &mut Vec<u8>, number: i64) {
    put(bytes, (number.cast_unsigned() << 1) ^ (number >> 63).cast_unsigned());
}

/// Takes the first number; 0 where there is none.
pub(super) fn take(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let Some((first, rest)) = bytes.split_first() else { break };
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            break;
        }
    }
    number
}

/// Takes the first number, which has a sign.
pub(super) fn take_signed(bytes: &mut &[u8]) -> i64 {
    let folded = take(bytes);
    (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed()
}

/// Takes a number that was put as one of 32 bits.
pub(super) fn take_short(bytes: &mut &[u8]) -> u32 {
    u32::try_from(take(bytes)).unwrap_or_default()
}

fn low(number: u64) -> u8 {
    number.to_le_bytes()[0] & 0x7f
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were_put() {
        let mut bytes = Vec::new();
        let numbers = [0, 1, -1, 63, -64, 64, 300, i64::MAX, i64::MIN];
        for number in numbers {
            put_signed(&mut bytes, number);
        }
        put(&mut bytes, u64::MAX);
        let mut rest = bytes.as_slice();
        assert_eq!(numbers.map(|_| take_signed(&mut rest)), numbers);
        assert_eq!((take(&mut rest), take(&mut rest), rest), (u64::MAX, 0, [].as_slice()));
    }

    #[test]
    fn small_numbers_take_one_byte() {
        let mut bytes = Vec::new();
        for number in [0, -64, 63] {
            put_signed(&mut bytes, number);
        }
        assert_eq!(bytes.len(), 3);
    }
}
