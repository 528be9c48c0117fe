import { useCallback } from 'react';
import { useNavigate } from 'react-router';

/** The way back: within the app, or to the feed for somebody who came by a link. */
export function useBack(): () => void {
  const navigate = useNavigate();
  return useCallback(() => {
    const index: unknown = window.history.state?.idx;
    void (typeof index === 'number' && index > 0 ? navigate(-1) : navigate('/'));
  }, [navigate]);
}
