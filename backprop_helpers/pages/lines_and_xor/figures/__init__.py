"""What this page draws: points and a line, planes in two colours, runs."""
