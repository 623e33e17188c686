"""The pictures with sliders: the sigmoid, a neuron that must learn 1 → 0, 3 or 8."""
