//! The Merkle tree of RFC 6962, section 2.1, as the hashes of its right edge: enough to add leaves and to tell the root.

use sha2::{Digest, Sha256};

use super::Hash;

/// The hash of a leaf.
#[must_use]
pub fn leaf(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0x00]).chain_update(data).finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([0x01]).chain_update(left).chain_update(right).finalize().into()
}

/// The complete subtrees of a tree, the largest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        self.size += 1;
        let mut grown = leaf;
        for _ in 0..self.size.trailing_zeros() {
            if let Some(left) = self.peaks.pop() {
                grown = node(&left, &grown);
            }
        }
        self.peaks.push(grown);
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Hash {
        let folded = self.peaks.iter().rev().copied().reduce(|right, left| node(&left, &right));
        folded.unwrap_or_else(|| Sha256::digest([]).into())
    }

    /// As stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// As read back; nothing when the bytes do not fit the size.
    #[must_use]
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Self> {
        let peaks: Vec<Hash> = bytes.chunks(32).map(Hash::try_from).collect::<Result<_, _>>().ok()?;
        let fits = u32::try_from(peaks.len()).is_ok_and(|count| count == size.count_ones());
        fits.then_some(Self { size, peaks })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The definition of RFC 6962, 2.1, word for word.
    fn mth(data: &[Vec<u8>]) -> Hash {
        match data {
            [] => Sha256::digest([]).into(),
            [one] => leaf(one),
            many => {
                let k = many.len().next_power_of_two() / 2;
                node(&mth(&many[..k]), &mth(&many[k..]))
            }
        }
    }

    fn of(data: &[Vec<u8>]) -> Frontier {
        let mut tree = Frontier::default();
        data.iter().for_each(|one| tree.push(leaf(one)));
        tree
    }

    /// The inputs and roots of the reference implementation of RFC 6962 (certificate-transparency, merkle_tree_test).
    #[test]
    fn the_reference_roots_hold() {
        let inputs: [&[u8]; 8] = [
            &[],
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let data: Vec<Vec<u8>> = inputs.iter().map(|input| input.to_vec()).collect();
        for (size, root) in roots.iter().enumerate() {
            assert_eq!(hex(&of(&data[..size]).root()), *root, "{size} leaves");
        }
    }

    #[test]
    fn what_does_not_fit_its_size_is_not_read() {
        let tree = of(&[vec![1], vec![2], vec![3]]);
        let bytes = tree.to_bytes();
        assert_eq!(Frontier::from_bytes(3, &bytes), Some(tree));
        assert_eq!(Frontier::from_bytes(4, &bytes), None);
        assert_eq!(Frontier::from_bytes(3, &bytes[1..]), None);
    }

    proptest! {
        #[test]
        fn the_root_is_the_definitions(data in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..4), 0..70)) {
            let tree = of(&data);
            prop_assert_eq!(tree.root(), mth(&data));
            prop_assert_eq!(Frontier::from_bytes(tree.size(), &tree.to_bytes()), Some(tree));
        }

        #[test]
        fn a_tree_goes_on_where_it_was_left(data in proptest::collection::vec(any::<[u8; 2]>(), 1..70), cut in 0_usize..70) {
            let data: Vec<Vec<u8>> = data.into_iter().map(Vec::from).collect();
            let cut = cut.min(data.len());
            let left = of(&data[..cut]);
            let mut goes_on = Frontier::from_bytes(left.size(), &left.to_bytes()).unwrap();
            data[cut..].iter().for_each(|one| goes_on.push(leaf(one)));
            prop_assert_eq!(goes_on.root(), mth(&data));
        }
    }
}
