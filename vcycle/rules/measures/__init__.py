"""From a measure and facts to a reading: pure, in integers and fractions only."""
