"""What people do with the shipped portals, from login to logout, in a real browser on a site made by the commands."""
