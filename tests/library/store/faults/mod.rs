//! Damaged files, full disks, and power cuts.

pub mod counting_disk;
mod damage;
mod faulty_disk;
mod file_systems;
mod forged_records;
mod full_disk;
mod full_tmpfs;
mod power_cuts;
