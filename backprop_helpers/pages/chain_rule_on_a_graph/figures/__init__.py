"""The drawings of the page “Chain rule on a graph”."""
