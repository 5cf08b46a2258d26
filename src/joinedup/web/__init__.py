"""The site: every record people type and every page they see. The only room where Django may be imported."""
