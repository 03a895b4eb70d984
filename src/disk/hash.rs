//! SHA-256 of files, two at a time. A hash waits for its own last round nearly all of the time; a processor that is given
//! a block of each in turn works on one while it waits for the other.

use super::written::Entry;
use sha2::{Digest, Sha256};

/// Bytes of one file before it is the other's turn, a block of SHA-256: the processor has to see both at once.
const BLOCK: usize = 64;

/// The hash of a file that grows.
#[derive(Debug, Clone, Default)]
pub struct Hash {
    state: Sha256,
    size: u64,
}

impl Hash {
    /// Size and SHA-256 of what it was given.
    pub fn entry(self) -> Entry {
        Entry { size: self.size, sha256: self.state.finalize().into() }
    }

    /// Takes bytes in.
    pub fn update(&mut self, bytes: &[u8]) {
        self.state.update(bytes);
        self.size += bytes.len() as u64;
    }

    /// Takes in so many of the first bytes that a block ends with them, and gives the rest.
    fn fill_block<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let lacking = self.size.next_multiple_of(BLOCK as u64) - self.size;
        let (now, rest) = bytes.split_at(bytes.len().min(lacking as usize));
        self.update(now);
        rest
    }
}

/// Gives each hash its bytes.
pub fn update<'a>(work: impl IntoIterator<Item = (&'a mut Hash, &'a [u8])>) {
    let mut work = work.into_iter().map(|(hash, bytes)| {
        let rest = hash.fill_block(bytes);
        (hash, rest)
    });
    let mut one = work.next();
    while let Some((first, left)) = one {
        let Some((second, right)) = work.next() else {
            first.update(left);
            return;
        };
        let both = left.len().min(right.len()) / BLOCK * BLOCK;
        let (left, rest_of_first) = left.split_at(both);
        let (right, rest_of_second) = right.split_at(both);
        for (a, b) in left.chunks_exact(BLOCK).zip(right.chunks_exact(BLOCK)) {
            first.state.update(a);
            second.state.update(b);
        }
        first.size += both as u64;
        second.size += both as u64;
        // The shorter one is done but for a few bytes; the longer one goes on beside the next.
        let (done, few, longer, rest) = match rest_of_first.len() < rest_of_second.len() {
            true => (first, rest_of_first, second, rest_of_second),
            false => (second, rest_of_second, first, rest_of_first),
        };
        done.update(few);
        one = Some((longer, rest));
    }
}

/// Size and SHA-256 of each of some files.
pub fn each<'a>(files: impl Iterator<Item = &'a [u8]>) -> Vec<Entry> {
    let files: Vec<&[u8]> = files.collect();
    let mut hashes = vec![Hash::default(); files.len()];
    update(hashes.iter_mut().zip(files));
    hashes.into_iter().map(Hash::entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn alone(bytes: &[u8]) -> Entry {
        Entry { size: bytes.len() as u64, sha256: Sha256::digest(bytes).into() }
    }

    proptest! {
        #[test]
        fn side_by_side_is_as_alone(lengths in prop::collection::vec(0usize..1500, 0..7), seed in any::<u8>()) {
            let made = |n: &usize| (0..*n).map(|i| (i as u8).wrapping_mul(31) ^ seed).collect();
            let files: Vec<Vec<u8>> = lengths.iter().map(made).collect();
            let expected: Vec<Entry> = files.iter().map(|file| alone(file)).collect();
            prop_assert_eq!(each(files.iter().map(Vec::as_slice)), expected);
        }

        #[test]
        fn a_file_that_grows_is_as_one_written_at_once(pieces in prop::collection::vec((0usize..400, 0usize..400), 0..9)) {
            let mut hashes = [Hash::default(), Hash::default()];
            let mut files = [Vec::new(), Vec::new()];
            for (left, right) in pieces {
                let more = [vec![1; left], vec![2; right]];
                update(hashes.iter_mut().zip(more.iter().map(Vec::as_slice)));
                files.iter_mut().zip(more).for_each(|(file, more)| file.extend(more));
            }
            for (hash, file) in hashes.into_iter().zip(files) {
                prop_assert_eq!(hash.entry(), alone(&file));
            }
        }
    }
}
