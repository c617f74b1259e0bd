"""The shipped mixin `comments`: what people say about a record, for all who see it or for those inside alone."""
