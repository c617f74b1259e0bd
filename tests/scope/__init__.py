"""The scope, on a marina written by hand as the generator would write it, on both databases."""
