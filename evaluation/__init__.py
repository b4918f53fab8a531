"""Measurements that need raw data; nothing here ships with the package."""
