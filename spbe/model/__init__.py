"""What an assessment is: instruments, assessments and their exact scores. Pure, knows nobody."""
