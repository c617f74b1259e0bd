"""What comes in by requests that no form of ours makes: wrong input, forged posts, payloads of scripts."""
