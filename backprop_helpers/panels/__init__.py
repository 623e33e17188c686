"""Interactive pictures: a slider moves, and the picture and its sentence follow.

A panel is a function that returns a `Panel`; it computes nothing that is taught. Those
of a page stand in its folder.

- panel, picture, canvas, controls (with controls.js and .css): the one mechanism
- watch: training that can be watched and stopped
"""
