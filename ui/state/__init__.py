"""What has the reader chosen? Kept in the address."""
