"""What is kept: agencies, assessments with every revision, published results, cycles, targets."""
