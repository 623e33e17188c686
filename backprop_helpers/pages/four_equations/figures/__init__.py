"""What this page draws: layers with their code, a plane with its border, a check."""
