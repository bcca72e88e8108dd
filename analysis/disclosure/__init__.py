"""What may leave, and as what? The gate, its policy, and what it holds questions to."""
