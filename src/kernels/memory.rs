//! Reading and writing that is checked once for a whole tile instead of at every value.
//!
//! With the loads and stores of [`super::lanes`] this is the only `unsafe` of the crate. Every type proves in its constructor
//! that all it can reach lies within its slice. An index given later is compared with the count it was made for; compilers
//! drop that comparison where a loop runs up to the same count. The constructors reckon in numbers twice as wide as an index: a
//! wrapped sum could pass for a small one.

use std::mem::replace;

use super::lanes::{F32x4, LANES};

/// How the vectors of a row cover its `width` values: one after the other, but the last one ends with the row, so that it
/// may overlap its neighbour and no row needs narrower vectors at its end.
#[derive(Clone, Copy)]
struct Cover<const V: usize> {
    last: usize,
}

impl<const V: usize> Cover<V> {
    #[inline(always)]
    fn new(width: usize) -> Self {
        assert!(width >= LANES && width > (V - 1) * LANES && width <= V * LANES);
        Self {
            last: width - LANES,
        }
    }

    #[inline(always)]
    fn offset(self, v: usize) -> usize {
        if v + 1 == V { self.last } else { v * LANES }
    }
}

/// Holds the product of any two indices and two more of them.
#[cfg(target_pointer_width = "32")]
type Wide = u64;
#[cfg(target_pointer_width = "64")]
type Wide = u128;

/// Whether the last of `count` runs of `width` values, `stride` apart, the first beginning at `first`, ends within `length`.
#[inline(always)]
fn ends_within(length: usize, first: usize, count: usize, stride: usize, width: usize) -> bool {
    let last = first as Wide + count.saturating_sub(1) as Wide * stride as Wide;
    last + width as Wide <= length as Wide
}

/// # Safety
/// `start + offset` and the three values after it must lie within `values`.
#[inline(always)]
unsafe fn load(values: &[f32], start: usize, offset: usize) -> F32x4 {
    debug_assert!(start + offset + LANES <= values.len());
    // SAFETY: promised by the caller. The offset is added by itself so that a constant one becomes part of the instruction.
    F32x4::load(unsafe { &*values.as_ptr().add(start).add(offset).cast() })
}

/// # Safety
/// `start + offset` and the three values after it must lie within `values`.
#[inline(always)]
unsafe fn store(vector: F32x4, values: &mut [f32], start: usize, offset: usize) {
    debug_assert!(start + offset + LANES <= values.len());
    // SAFETY: as in `load`.
    vector.store(unsafe { &mut *values.as_mut_ptr().add(start).add(offset).cast() });
}

/// The left side of a tile: the numbers a[first + r · down + k · across] for r < R and k < count.
#[derive(Clone, Copy)]
pub struct Scalars<'a, const R: usize> {
    values: &'a [f32],
    first: usize,
    down: usize,
    across: usize,
    count: usize,
}

impl<'a, const R: usize> Scalars<'a, R> {
    #[inline(always)]
    pub fn new(
        values: &'a [f32],
        first: usize,
        (down, across): (usize, usize),
        count: usize,
    ) -> Self {
        assert!(ends_within(values.len(), first, R, down, 1));
        let last_row = first + (R - 1) * down;
        assert!(ends_within(values.len(), last_row, count, across, 1));
        Self {
            values,
            first,
            down,
            across,
            count,
        }
    }

    /// The number at (r, k) on all lanes.
    #[inline(always)]
    pub fn splat(&self, r: usize, k: usize) -> F32x4 {
        assert!(r < R && k < self.count);
        let index = self.first + r * self.down + k * self.across;
        // SAFETY: `new` compared the index of the last r and k with the length.
        F32x4::splat(unsafe { *self.values.get_unchecked(index) })
    }
}

/// R windows that begin where one likes, of `rows` rows of `width` values, `down` apart: the left side of a tile of windows.
#[derive(Clone, Copy)]
pub struct Windows<'a, const R: usize> {
    values: &'a [f32],
    starts: [usize; R],
    rows: usize,
    width: usize,
    down: usize,
}

impl<'a, const R: usize> Windows<'a, R> {
    #[inline(always)]
    pub fn new(
        values: &'a [f32],
        starts: [usize; R],
        (rows, width): (usize, usize),
        down: usize,
    ) -> Self {
        for start in starts {
            assert!(ends_within(values.len(), start, rows, down, width));
        }
        Self {
            values,
            starts,
            rows,
            width,
            down,
        }
    }

    /// Value k of row y of window r on all lanes.
    #[inline(always)]
    pub fn splat(&self, r: usize, y: usize, k: usize) -> F32x4 {
        assert!(y < self.rows && k < self.width);
        let start = self.starts[r] + y * self.down;
        // SAFETY: `new` compared the end of the last row of every window with the length.
        F32x4::splat(unsafe { *self.values.as_ptr().add(start).add(k) })
    }
}

/// Rows of `width` values, `stride` apart, read as V vectors each.
#[derive(Clone, Copy)]
pub struct Rows<'a, const V: usize> {
    values: &'a [f32],
    first: usize,
    stride: usize,
    cover: Cover<V>,
    count: usize,
}

impl<'a, const V: usize> Rows<'a, V> {
    #[inline(always)]
    pub fn new(values: &'a [f32], first: usize, stride: usize, width: usize, count: usize) -> Self {
        assert!(ends_within(values.len(), first, count, stride, width));
        Self {
            values,
            first,
            stride,
            cover: Cover::new(width),
            count,
        }
    }

    #[inline(always)]
    pub fn load(&self, row: usize) -> [F32x4; V] {
        assert!(row < self.count);
        let start = self.first + row * self.stride;
        // SAFETY: `new` compared the end of the last row with the length, and no vector leaves its row.
        std::array::from_fn(|v| unsafe { load(self.values, start, self.cover.offset(v)) })
    }
}

/// Rows of `width` values, `stride` apart, read and written as V vectors each.
pub struct RowsMut<'a, const V: usize> {
    values: &'a mut [f32],
    first: usize,
    stride: usize,
    cover: Cover<V>,
    count: usize,
}

impl<'a, const V: usize> RowsMut<'a, V> {
    #[inline(always)]
    pub fn new(
        values: &'a mut [f32],
        first: usize,
        stride: usize,
        width: usize,
        count: usize,
    ) -> Self {
        Rows::<V>::new(values, first, stride, width, count);
        Self {
            values,
            first,
            stride,
            cover: Cover::new(width),
            count,
        }
    }

    #[inline(always)]
    pub fn load(&self, row: usize) -> [F32x4; V] {
        let (first, stride, cover, count) = (self.first, self.stride, self.cover, self.count);
        Rows {
            values: self.values,
            first,
            stride,
            cover,
            count,
        }
        .load(row)
    }

    /// Where the last two vectors overlap, both must hold the same values there.
    #[inline(always)]
    pub fn store(&mut self, row: usize, vectors: [F32x4; V]) {
        assert!(row < self.count);
        let start = self.first + row * self.stride;
        for (v, vector) in vectors.into_iter().enumerate() {
            // SAFETY: as in `Rows::load`.
            unsafe { store(vector, self.values, start, self.cover.offset(v)) };
        }
    }
}

/// One column of a row-major matrix.
#[derive(Clone, Copy)]
pub struct Column<'a> {
    values: &'a [f32],
    column: usize,
    columns: usize,
    rows: usize,
}

impl<'a> Column<'a> {
    #[inline(always)]
    pub fn new(values: &'a [f32], column: usize, columns: usize) -> Self {
        assert!(column < columns);
        let rows = values.len() / columns;
        Self {
            values,
            column,
            columns,
            rows,
        }
    }

    #[inline(always)]
    pub fn rows(&self) -> usize {
        self.rows
    }

    #[inline(always)]
    pub fn get(&self, row: usize) -> f32 {
        assert!(row < self.rows);
        // SAFETY: the last row ends at `rows` · `columns` at most, and the column is one of it.
        unsafe { *self.values.get_unchecked(row * self.columns + self.column) }
    }
}

/// A value and the place it belongs to.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub struct Entry {
    place: u32,
    pub value: f32,
}

impl Entry {
    #[inline(always)]
    fn new(place: usize, value: f32, limit: usize) -> Self {
        assert!(place < limit);
        let place = place as u32;
        Self { place, value }
    }

    #[inline]
    pub fn place(self) -> usize {
        self.place as usize
    }
}

/// A list of entries whose places are all below a limit.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    limit: usize,
    /// As long as it may ever become; `len` are in use.
    list: Vec<Entry>,
    len: usize,
}

impl Entries {
    #[inline]
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            limit: 0,
            list: vec![Entry::default(); capacity],
            len: 0,
        }
    }

    #[inline]
    pub fn capacity(&self) -> usize {
        self.list.len()
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Empties the list, for places below `limit`.
    #[inline]
    pub fn clear(&mut self, limit: usize) {
        (self.limit, self.len) = (limit, 0);
    }

    /// Appends places and values. They count once the largest place is known to be below the limit: one comparison for all,
    /// so that compilers make vectors of the loop.
    #[inline(always)]
    pub fn append(&mut self, entries: impl ExactSizeIterator<Item = (u16, f32)>) {
        let room = &mut self.list[self.len..][..entries.len()];
        let (mut count, mut most) = (0, 0);
        for (entry, (place, value)) in room.iter_mut().zip(entries) {
            let place = u32::from(place);
            *entry = Entry { place, value };
            most = most.max(place);
            count += 1;
        }
        assert!(count == 0 || (most as usize) < self.limit);
        self.len += count;
    }

    /// Appends places and values, but for those whose value is zero, without a branch.
    #[inline(always)]
    pub fn append_non_zeros(&mut self, entries: impl ExactSizeIterator<Item = (usize, f32)>) {
        let (limit, list) = (self.limit, &mut self.list[..]);
        let mut len = self.len;
        let count = entries.len();
        assert!(len + count < list.len());
        // A length is only a promise of the iterator's: it is taken at its word, and no more than that is taken from it.
        for (place, value) in entries.take(count) {
            // SAFETY: `len` grows by at most one for each entry, and the list has room for one more than all of them.
            *unsafe { list.get_unchecked_mut(len) } = Entry::new(place, value, limit);
            len += usize::from(value != 0.0);
        }
        self.len = len;
    }

    /// Makes room for as many entries as `other` has room for.
    #[inline]
    pub fn reserve(&mut self, other: &Self) {
        if self.list.len() < other.list.len() {
            self.list.resize(other.list.len(), Entry::default());
        }
    }

    /// Takes the entries of rows that end where `ends` says, sorted by place: at the place of its row now, each comes after
    /// those of the rows before. Afterwards `columns` tells where the entries of each place end.
    #[inline]
    pub fn transpose(&mut self, rows: &Self, ends: &[usize], columns: &mut [u32]) {
        self.clear(ends.len());
        self.reserve(rows);
        columns.fill(0);
        for entry in rows.all().iter() {
            columns[entry.place()] += 1;
        }
        let mut first = 0;
        for column in columns.iter_mut() {
            first += replace(column, first);
        }
        let (list, mut start) = (&mut self.list[..], 0);
        for (row, &end) in ends.iter().enumerate() {
            for entry in rows.slice(start, end).iter() {
                let at = &mut columns[entry.place()];
                list[*at as usize] = Entry::new(row, entry.value, ends.len());
                *at += 1;
            }
            start = end;
        }
        // Just as many slots were counted for each place as were filled then, one after the other: none is left out.
        assert_eq!(start, rows.len);
        self.len = rows.len;
    }

    /// The entries from `start` to `end`.
    #[inline]
    pub fn slice(&self, start: usize, end: usize) -> EntrySlice<'_> {
        EntrySlice {
            limit: self.limit,
            list: &self.list[..self.len][start..end],
        }
    }

    #[inline]
    pub fn all(&self) -> EntrySlice<'_> {
        self.slice(0, self.len)
    }
}

/// Some entries of a list.
#[derive(Clone, Copy)]
pub struct EntrySlice<'a> {
    limit: usize,
    list: &'a [Entry],
}

impl<'a> EntrySlice<'a> {
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = Entry> + 'a {
        self.list.iter().copied()
    }

    /// Above all places.
    #[inline(always)]
    pub fn limit(self) -> usize {
        self.limit
    }

    /// Σ values.
    #[inline]
    pub fn sum(self) -> f32 {
        self.iter().map(|entry| entry.value).sum()
    }
}

/// What stands at an entry's place: R rows of `width` values, `stride` apart, the first one beginning at
/// place · `scale` + `first`.
#[derive(Clone, Copy)]
pub struct Patch {
    pub scale: usize,
    pub first: usize,
    pub stride: usize,
    pub width: usize,
}

impl Patch {
    /// Whether the patch of every place below `limit` lies within `length` values.
    #[inline(always)]
    fn fits<const R: usize>(&self, limit: usize, length: usize) -> bool {
        ends_within(length, self.first, limit, self.scale, 1) && {
            let last = self.first + limit.saturating_sub(1) * self.scale;
            ends_within(length, last, R, self.stride, self.width)
        }
    }
}

/// The patches of entries whose places are below a limit, all of which lie within `x`.
#[derive(Clone, Copy)]
pub struct Patches<'a, const R: usize, const V: usize> {
    x: &'a [f32],
    patch: Patch,
    cover: Cover<V>,
    limit: usize,
}

/// Sums that are too few to hide the latency of an addition behind each other: then every other entry has its own.
const FEW: usize = 4;

impl<'a, const R: usize, const V: usize> Patches<'a, R, V> {
    #[inline(always)]
    pub fn new(x: &'a [f32], patch: Patch, limit: usize) -> Self {
        assert!(patch.fits::<R>(limit, x.len()));
        let cover = Cover::new(patch.width);
        Self {
            x,
            patch,
            cover,
            limit,
        }
    }

    /// `sums[r, v] += value · x[patch of the entry]` over all entries, one after the other.
    #[inline(always)]
    pub fn gather_in_turn(&self, entries: EntrySlice, sums: &mut [[F32x4; V]; R]) {
        assert!(entries.limit <= self.limit);
        for &entry in entries.list {
            // SAFETY: the place is below the limit, for which `new` compared with the length.
            unsafe { self.add(entry, sums) };
        }
    }

    /// The same, in an order of its own where the sums are few.
    #[inline(always)]
    pub fn gather(&self, entries: EntrySlice, sums: &mut [[F32x4; V]; R]) {
        if R * V > FEW {
            return self.gather_in_turn(entries, sums);
        }
        assert!(entries.limit <= self.limit);
        let mut others = [[F32x4::splat(0.0); V]; R];
        let (pairs, rest) = entries.list.as_chunks::<2>();
        for &[one, other] in pairs {
            // SAFETY: as above.
            unsafe {
                self.add(one, sums);
                self.add(other, &mut others);
            }
        }
        for &entry in rest {
            // SAFETY: as above.
            unsafe { self.add(entry, sums) };
        }
        for (sums, others) in sums.iter_mut().zip(others) {
            *sums = std::array::from_fn(|v| sums[v] + others[v]);
        }
    }

    /// # Safety
    /// The place of the entry must be below the limit.
    #[inline(always)]
    unsafe fn add(&self, entry: Entry, sums: &mut [[F32x4; V]; R]) {
        let Self {
            x, patch, cover, ..
        } = *self;
        let value = F32x4::splat(entry.value);
        let start = entry.place() * patch.scale + patch.first;
        for (r, sums) in sums.iter_mut().enumerate() {
            for (v, sum) in sums.iter_mut().enumerate() {
                // SAFETY: promised by the caller.
                let x = unsafe { load(x, start + r * patch.stride, cover.offset(v)) };
                *sum = *sum + value * x;
            }
        }
    }
}

/// `y[patch of the entry] += value · w[r, v]` over all entries. Where the last two vectors of a row overlap, both must
/// hold the same values there.
#[inline(always)]
pub fn scatter<const R: usize, const V: usize>(
    entries: EntrySlice,
    w: &[[F32x4; V]; R],
    y: &mut [f32],
    patch: Patch,
) {
    assert!(patch.fits::<R>(entries.limit, y.len()));
    let cover = Cover::<V>::new(patch.width);
    for entry in entries.list {
        let value = F32x4::splat(entry.value);
        let start = entry.place() * patch.scale + patch.first;
        for (r, w) in w.iter().enumerate() {
            let row = start + r * patch.stride;
            // SAFETY: the place is below the limit, for which the assertion holds. All is read before anything is written.
            let old: [F32x4; V] = std::array::from_fn(|v| unsafe { load(y, row, cover.offset(v)) });
            for v in 0..V {
                // SAFETY: as above.
                unsafe { store(old[v] + value * w[v], y, row, cover.offset(v)) };
            }
        }
    }
}
