//! What holds where a server stands behind the store on this machine: saves are there exactly
//! once, whatever happens on the way, and nobody waits for the network.
//!
//! `server` is the one that is away, slow, full, or dies in the middle of a save; `sequences` does
//! all of that in any order.

mod background;
mod random_sequences;
mod reading;
mod save;
mod sync;
