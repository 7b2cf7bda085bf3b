"""Years of archives through the ordinary pipeline, shard by shard, on as many machines as there are (docs/scale.md)."""
