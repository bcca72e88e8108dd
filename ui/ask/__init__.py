"""The way down: answers, needs and saved groups, asked for once and kept."""
