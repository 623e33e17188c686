"""What this page draws: points and a line, two rules, planes in two colours, runs."""
