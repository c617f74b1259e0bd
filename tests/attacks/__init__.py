"""What an attacker would try: each was tried once and found something, or would be worth the most to them."""
