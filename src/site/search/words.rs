//! The words of a run of pages, kept as numbers: a page of five hundred characters has as many pairs, and a site has
//! thousands of pages.

use super::fold::{Piece, words};
use ahash::AHashMap;

/// Places kept before they are written: eight bytes each.
pub const PLACES: usize = 400_000;
/// Pages of one run at most: their numbers fit into fourteen bits.
pub const PAGES: u32 = 12_000;

/// Bits of a page and a weight, and of a character.
const PLACE: u32 = 16;
const CHARACTER: u32 = 21;

/// Where a word stands on a page, from least to most telling.
#[derive(Debug, Clone, Copy)]
pub enum Weight {
    /// In the text.
    Text = 1,
    /// In what the page is and where.
    Fact = 2,
    /// In the name.
    Name = 3,
}

/// The words of the pages since the last file was written.
#[derive(Default)]
pub struct Words {
    /// First character, second or 0, page, weight: in the order of the pairs once sorted.
    pairs: Vec<u64>,
    /// Number of the word, page, weight.
    places: Vec<u64>,
    known: AHashMap<Box<str>, Known>,
}

/// A word that was met before.
struct Known {
    number: u32,
    /// Where it was met last: a page says most of its words again and again, and each place is kept once.
    last: u64,
}

impl Words {
    /// Adds the words of a text. `page` counts from the first of the run.
    pub fn text(&mut self, text: &str, page: u32, weight: Weight) {
        let place = u64::from(page << 2 | weight as u32);
        words(text, |piece| match piece {
            Piece::Word(word) => self.word(word, place),
            Piece::Pair(first, second) => {
                let pair = u64::from(first) << CHARACTER | second.map_or(0, u64::from);
                self.pairs.push(pair << PLACE | place);
            }
        });
    }

    /// Adds a word as it is.
    pub fn put(&mut self, word: &str, page: u32, weight: Weight) {
        self.word(word, u64::from(page << 2 | weight as u32));
    }

    fn word(&mut self, word: &str, place: u64) {
        let number = match self.known.get_mut(word) {
            Some(known) if known.last == place => return,
            Some(known) => {
                known.last = place;
                known.number
            }
            None => {
                // A run is written long before it holds four thousand million words.
                let number = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
                self.known.insert(word.into(), Known { number, last: place });
                number
            }
        };
        self.places.push(u64::from(number) << PLACE | place);
    }

    /// Whether it is time to write.
    pub fn is_full(&self) -> bool {
        self.pairs.len() + self.places.len() >= PLACES
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.places.is_empty()
    }

    /// Hands over every word in the order of its code points, with its places in the order of pages: page times four
    /// plus the weight of the best place. Leaves nothing behind but the room.
    pub fn drain(&mut self, mut take: impl FnMut(&str, &[u32])) {
        let known = std::mem::take(&mut self.known).into_iter();
        let mut names: Vec<(Box<str>, u32)> = known.map(|(word, known)| (word, known.number)).collect();
        names.sort_unstable();
        let mut rank = vec![0u64; names.len()];
        for (at, (_, number)) in names.iter().enumerate() {
            rank[*number as usize] = at as u64;
        }
        const LOW: u64 = (1 << PLACE) - 1;
        for place in &mut self.places {
            *place = rank[(*place >> PLACE) as usize] << PLACE | (*place & LOW);
        }
        self.places.sort_unstable();
        self.pairs.sort_unstable();
        let mut list = Vec::new();
        let mut pairs = self.pairs.chunk_by(|a, b| a >> PLACE == b >> PLACE).peekable();
        for places in self.places.chunk_by(|a, b| a >> PLACE == b >> PLACE) {
            let word = &*names[(places[0] >> PLACE) as usize].0;
            let first = word.chars().next().map_or(0, u64::from);
            while let Some(pair) = pairs.next_if(|pair| pair[0] >> (PLACE + CHARACTER) < first) {
                take(&spelled(pair[0]), best(pair, &mut list));
            }
            take(word, best(places, &mut list));
        }
        for pair in pairs {
            take(&spelled(pair[0]), best(pair, &mut list));
        }
        self.places.clear();
        self.pairs.clear();
    }
}

/// The characters of a pair.
fn spelled(pair: u64) -> String {
    const LOW: u64 = (1 << CHARACTER) - 1;
    let pair = pair >> PLACE;
    let character = |code: u64| u32::try_from(code).ok().filter(|code| *code != 0).and_then(char::from_u32);
    character(pair >> CHARACTER).into_iter().chain(character(pair & LOW)).collect()
}

/// The best place on every page.
fn best<'a>(places: &[u64], list: &'a mut Vec<u32>) -> &'a [u32] {
    list.clear();
    for place in places {
        let place = (place & ((1 << PLACE) - 1)) as u32;
        // Sorted: of one page the best place comes last.
        match list.last_mut() {
            Some(last) if *last >> 2 == place >> 2 => *last = place,
            _ => list.push(place),
        }
    }
    list
}
