"""Pictures as SVG, made here: charts, maps and networks whose parts are links, readable without a script."""
