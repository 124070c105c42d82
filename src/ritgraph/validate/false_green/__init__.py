"""Checks that tell when a validation without findings would mean nothing."""
