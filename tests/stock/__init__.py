"""A stock Flask-AppBuilder app, and the catalogue of channels through which its row rules leak."""
